"""Containers: files that hold many reports. One module reads one format; `formats` lists them."""
