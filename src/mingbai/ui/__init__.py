"""ui: templates, styles and components shared by portal and desk; imports no other app."""
