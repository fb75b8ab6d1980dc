"""Published annual reports taken in, checked and put right (条例第四十六、四十七、五十条)."""
