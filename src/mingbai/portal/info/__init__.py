"""What is public: documents, columns, each organ's 政府信息公开平台 (条例第二十三至二十五条)."""
