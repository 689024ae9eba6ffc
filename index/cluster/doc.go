// Package cluster keeps articles in an OpenSearch cluster and answers the same
// requests there that package index answers from a folder: for collections
// beyond one machine, with many writers and many readers.
//
// Start with [Open]. The cluster stores and ranks; the analysis of Vietnamese,
// the understanding of a query, and what is shown of a hit are the same code as
// in the embedded index. No plugin and no script is needed on the nodes.
//
// What stands in the cluster is described in mapping.go, how a request becomes
// queries in dsl.go, and what happens when nodes fail in bulk.go and search.go.
//
// A program that embeds only package index does not get the OpenSearch client.
package cluster
