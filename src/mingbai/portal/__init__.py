"""portal: what citizens see (条例第二十三、二十四条)."""
