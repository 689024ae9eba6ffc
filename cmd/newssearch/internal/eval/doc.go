// Package eval scores a search against judged queries: queries in, scores out.
//
// Start with [Run]. It asks every query as it stands and in every wanted
// [Perturbation] (without marks, in NFD, as Telex …), compares the rankings with
// the judgments, and times the same queries on the warm index. Scores are
// defined as trec_eval defines them, so that a run written with [WriteRun] gives
// the same figures there.
package eval
