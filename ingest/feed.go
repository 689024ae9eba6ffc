package ingest

func (s *session) readFeed(origin Origin, data []byte) {}
