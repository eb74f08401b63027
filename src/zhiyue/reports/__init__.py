"""Reports: figures over many pages, each with what it rests on. One folder a kind of report; all go out as `zhiyue.report`."""
