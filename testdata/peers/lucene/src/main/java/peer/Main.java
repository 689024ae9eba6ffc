package peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene as the program beside expects an engine to be: see outside.go for what is read from
 * standard input and answered on standard output.
 */
public final class Main {
  private static final double WRITER_MEGABYTES = 256;
  private static final int WRITERS = 2;
  private static final int QUEUE = 1000;
  private static final int PAGE = 10;

  private IndexWriter writer;
  private DirectoryReader reader;
  private IndexSearcher searcher;
  private ThreadPoolExecutor writers;
  private final AtomicReference<Exception> fault = new AtomicReference<>();

  public static void main(String[] args) throws IOException {
    var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 20);
    var engine = new Main();
    for (String line; (line = in.readLine()) != null; ) {
      List<String> parts = Arrays.stream(line.split("\t", -1)).map(Main::unescape).toList();
      try {
        String answer = engine.answer(parts.get(0), parts.subList(1, parts.size()));
        if (answer == null) {
          continue; // there are many
        }
        out.print("ok\t" + answer + "\n");
      } catch (Exception e) {
        out.print("error\t" + e.toString().replace('\n', ' ') + "\n");
      }
      out.flush();
    }
    System.exit(0); // whatever still runs
  }

  private String answer(String command, List<String> parts) throws Exception {
    switch (command) {
      case "load" -> load(Path.of(parts.get(0)));
      case "open" -> open(Path.of(parts.get(0)));
      case "add" -> {
        writers.execute(() -> add(parts));
        return null;
      }
      case "commit" -> commit();
      case "finish" -> finish();
      case "search" -> {
        return search(parts.get(0), parts.subList(1, parts.size()));
      }
      default -> throw new IllegalArgumentException("no command " + command);
    }
    return "";
  }

  private void load(Path dir) throws IOException {
    var config = new IndexWriterConfig(new StandardAnalyzer());
    config.setRAMBufferSizeMB(WRITER_MEGABYTES);
    writer = new IndexWriter(new MMapDirectory(dir), config);
    writers =
        new ThreadPoolExecutor(
            WRITERS, WRITERS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE),
            new ThreadPoolExecutor.CallerRunsPolicy());
  }

  private void open(Path dir) throws IOException {
    reader = DirectoryReader.open(new MMapDirectory(dir));
    searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null); // the same query is asked several times
  }

  private void add(List<String> parts) {
    var doc = new Document();
    doc.add(new StringField("id", parts.get(0), Field.Store.YES));
    doc.add(new StoredField("title", parts.get(1)));
    doc.add(new StringField("source", parts.get(2), Field.Store.YES));
    doc.add(new StringField("category", parts.get(3), Field.Store.YES));
    doc.add(new StoredField("published", Long.parseLong(parts.get(4))));
    doc.add(new TextField("text", parts.get(5), Field.Store.YES));
    try {
      writer.addDocument(doc);
    } catch (Exception e) {
      fault.compareAndSet(null, e);
    }
  }

  private void commit() throws Exception {
    writers.shutdown();
    if (!writers.awaitTermination(1, TimeUnit.HOURS)) {
      throw new IOException("writers do not end");
    }
    if (fault.get() != null) {
      throw fault.get();
    }
    writer.commit();
  }

  /** Merges all into one segment. */
  private void finish() throws IOException {
    writer.forceMerge(1);
    writer.close();
  }

  private static Query query(String kind, List<String> words) {
    if (kind.equals("phrase")) {
      return new PhraseQuery("text", words.toArray(String[]::new));
    }
    Occur occur =
        switch (kind) {
          case "or" -> Occur.SHOULD;
          case "and" -> Occur.MUST;
          default -> throw new IllegalArgumentException("no kind of query " + kind);
        };
    var all = new BooleanQuery.Builder();
    for (String word : words) {
      all.add(new TermQuery(new Term("text", word)), occur);
    }
    return all.build();
  }

  /** Answers hits, total (-1 where not counted to the end) and nanoseconds. */
  private String search(String kind, List<String> words) throws IOException {
    long start = System.nanoTime();
    TopDocs top = searcher.search(query(kind, words), PAGE);
    int found = 0;
    for (ScoreDoc hit : top.scoreDocs) {
      if (searcher.storedFields().document(hit.doc, java.util.Set.of("id")).get("id") != null) {
        found++;
      }
    }
    long took = System.nanoTime() - start;
    boolean exact = top.totalHits.relation() == TotalHits.Relation.EQUAL_TO;
    return found + "\t" + (exact ? top.totalHits.value() : -1) + "\t" + took;
  }

  private static String unescape(String part) {
    if (part.indexOf('\\') < 0) {
      return part;
    }
    var out = new StringBuilder(part.length());
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '\\' && i + 1 < part.length()) {
        c =
            switch (part.charAt(++i)) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> part.charAt(i);
            };
      }
      out.append(c);
    }
    return out.toString();
  }
}
