package ingest

func (s *session) readHTML(origin Origin, data []byte) {}
