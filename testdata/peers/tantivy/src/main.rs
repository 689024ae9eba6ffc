//! Tantivy as the program beside expects an engine to be: see outside.go for what
//! is read from standard input and answered on standard output.

use std::io::{self, BufRead, Write};
use std::time::Instant;

use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, STORED, STRING, TEXT};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

type Fault = Box<dyn std::error::Error>;

/// The memory that the writer may fill before it writes a segment.
const WRITER_BYTES: usize = 512 << 20;
/// The number of threads that index.
const WRITERS: usize = 2;
/// The number of hits of a page.
const PAGE: usize = 10;

struct Fields {
    id: Field,
    title: Field,
    source: Field,
    category: Field,
    published: Field,
    text: Field,
}

fn schema() -> (Schema, Fields) {
    let mut b = Schema::builder();
    let fields = Fields {
        id: b.add_text_field("id", STRING | STORED),
        title: b.add_text_field("title", STORED),
        source: b.add_text_field("source", STRING | STORED),
        category: b.add_text_field("category", STRING | STORED),
        published: b.add_i64_field("published", STORED),
        text: b.add_text_field("text", TEXT | STORED),
    };
    (b.build(), fields)
}

struct Engine {
    fields: Fields,
    index: Index,
    writer: Option<IndexWriter>,
    reader: Option<IndexReader>,
}

impl Engine {
    fn open(dir: &str, writing: bool) -> Result<Engine, Fault> {
        let (schema, fields) = schema();
        std::fs::create_dir_all(dir)?;
        let index = Index::open_or_create(tantivy::directory::MmapDirectory::open(dir)?, schema)?;
        let (mut writer, mut reader) = (None, None);
        if writing {
            writer = Some(index.writer_with_num_threads(WRITERS, WRITER_BYTES)?);
        } else {
            reader = Some(index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?);
        }
        Ok(Engine { fields, index, writer, reader })
    }

    fn add(&mut self, parts: &[String]) -> Result<(), Fault> {
        let [id, title, source, category, published, text] = parts else {
            return Err("add takes six parts".into());
        };
        let f = &self.fields;
        let mut doc = TantivyDocument::default();
        doc.add_text(f.id, id);
        doc.add_text(f.title, title);
        doc.add_text(f.source, source);
        doc.add_text(f.category, category);
        doc.add_i64(f.published, published.parse()?);
        doc.add_text(f.text, text);
        self.writer.as_mut().ok_or("not open for writing")?.add_document(doc)?;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Fault> {
        self.writer.as_mut().ok_or("not open for writing")?.commit()?;
        Ok(())
    }

    /// Merges all into one segment.
    fn finish(&mut self) -> Result<(), Fault> {
        let segments = self.index.searchable_segment_ids()?;
        let mut writer = self.writer.take().ok_or("not open for writing")?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.wait_merging_threads()?;
        Ok(())
    }

    fn query(&self, kind: &str, words: &[String]) -> Result<Box<dyn Query>, Fault> {
        let terms = words.iter().map(|w| Term::from_field_text(self.fields.text, w));
        if kind == "phrase" {
            return Ok(Box::new(PhraseQuery::new(terms.collect())));
        }
        let occur = match kind {
            "or" => Occur::Should,
            "and" => Occur::Must,
            _ => return Err(format!("no kind of query {kind}").into()),
        };
        let clauses = terms
            .map(|t| (occur, Box::new(TermQuery::new(t, IndexRecordOption::WithFreqs)) as Box<dyn Query>))
            .collect();
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// Answers hits, total (-1 where not counted) and nanoseconds.
    fn search(&self, kind: &str, words: &[String]) -> Result<String, Fault> {
        let searcher = self.reader.as_ref().ok_or("not open for searching")?.searcher();
        let start = Instant::now();
        let query = self.query(kind, words)?;
        let top = TopDocs::with_limit(PAGE);
        // Counting every match of OR would keep it from skipping any.
        let (hits, total) = if kind == "or" {
            (searcher.search(&*query, &top)?, -1)
        } else {
            let (hits, total) = searcher.search(&*query, &(top, Count))?;
            (hits, total as i64)
        };
        let mut found = 0;
        for (_, address) in &hits {
            let doc: TantivyDocument = searcher.doc(*address)?;
            found += doc.get_first(self.fields.id).is_some() as usize;
        }
        Ok(format!("{found}\t{total}\t{}", start.elapsed().as_nanos()))
    }
}

fn unescape(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    let mut chars = part.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                Some(other) => out.push(other),
                None => {}
            },
            _ => out.push(c),
        }
    }
    out
}

fn answer(engine: &mut Option<Engine>, command: &str, parts: &[String]) -> Result<Option<String>, Fault> {
    if let ("load" | "open", [dir]) = (command, parts) {
        *engine = Some(Engine::open(dir, command == "load")?);
        return Ok(Some(String::new()));
    }
    let e = engine.as_mut().ok_or("nothing is open")?;
    match command {
        "add" => e.add(parts).map(|()| None), // not answered: there are many
        "commit" => e.commit().map(|()| Some(String::new())),
        "finish" => e.finish().map(|()| Some(String::new())),
        "search" if parts.len() > 1 => e.search(&parts[0], &parts[1..]).map(Some),
        _ => Err(format!("no command {command} with {} parts", parts.len()).into()),
    }
}

fn main() -> Result<(), Fault> {
    let mut engine = None;
    let mut out = io::stdout().lock();
    for line in io::BufReader::with_capacity(1 << 20, io::stdin().lock()).lines() {
        let line = line?;
        let mut parts = line.split('\t').map(unescape);
        let command = parts.next().unwrap_or_default();
        let parts: Vec<String> = parts.collect();
        match answer(&mut engine, &command, &parts) {
            Ok(None) => continue,
            Ok(Some(text)) => writeln!(out, "ok\t{text}")?,
            Err(fault) => writeln!(out, "error\t{}", fault.to_string().replace('\n', " "))?,
        }
        out.flush()?;
    }
    Ok(())
}
