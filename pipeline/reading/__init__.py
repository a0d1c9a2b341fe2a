"""Reading: page images and text layers become words with boxes and confidence."""
