"""Reports as sections of text and tables, and as the shapes that machines read: values in, no drawing."""
