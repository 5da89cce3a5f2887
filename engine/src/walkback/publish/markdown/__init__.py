"""Prose: the Markdown of a cell as JupyterLab with MyST reads it, as a tree for pandoc."""
