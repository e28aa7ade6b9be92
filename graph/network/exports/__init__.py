"""Writers of file formats, from an `ExportNetwork` to chunks of bytes: `FORMATS_BY_EXTENSION["graphml"].write(network)`."""
