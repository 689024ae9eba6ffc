// Package index searches Vietnamese news: articles go in, ranked answers come
// out, in one process, from a folder on disk or from memory.
//
// Start with [Open], or [OpenMemory] to try something out; then [Index.Put]
// articles and ask with [Index.Search]:
//
//	x, err := index.Open(ctx, "tin-tuc", index.Options{})
//	if err != nil {
//		return err
//	}
//	defer x.Close()
//	_, err = x.Put(ctx, []index.Article{
//		{ID: "1", Title: "Tinh giản biên chế", Body: "Tỉnh cơ cấu lại đội ngũ cán bộ."},
//	})
//	if err != nil {
//		return err
//	}
//	result, err := x.Search(ctx, index.Request{Query: "tinh gian bien che"})
//	if err != nil {
//		return err
//	}
//	fmt.Println("hiểu là:", result.Understood)
//	for _, hit := range result.Hits {
//		fmt.Println(hit.ID, hit.Title)
//	}
//
// # What is found
//
// A word typed with its marks is that word: bán does not find bạn. What is typed
// without them is read with the pair counts of the collection itself, and
// [Result] says how: as a whole in Understood, word by word in Readings.
// Raw Telex and VNI, the other tone placement, i for y, abbreviations and slips
// are understood too; [Request] turns all of it off with Literal. The query
// language (words, "phrases", -not, OR, prefix*, fields, dates) is described at
// Request.Query; a mistake in it is a [QueryError] with its place.
//
// Articles with all the words are counted in Result.Total, and are what filters,
// facets and orders by date are about. When there is none, words are dropped and
// Result.Dropped names them.
//
// # What is shown
//
// Titles and passages are text with byte ranges to mark, never markup. Articles
// that tell one story stand under one [Hit]. With Request.Explain every hit says
// where its score comes from, in parts that add up.
//
// # Safety
//
// An [Index] is safe for concurrent use; searches see the articles of one
// moment. A Put that returns without error is on disk and survives a crash.
// One process writes to an index, or many read it ([Options].ReadOnly). Errors are
// told apart with errors.Is: [ErrNotFound], [ErrLocked], [ErrSchema], [ErrDamaged],
// [ErrInternal], [ErrReadOnly], [ErrClosed].
package index
