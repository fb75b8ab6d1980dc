"""What Word, Excel and PowerPoint share: packages, relationships, XML, pictures, charts."""
