"""organs: the tree of administrative organs and the sites that show them (条例第三、四、十条)."""
