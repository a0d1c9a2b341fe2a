"""`make bench`: the whole main job beside OCRmyPDF, in the same run, on the same pages."""
