package cluster

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"regexp"
	"strings"
)

// Options say which cluster to use and how. Addresses and Index are needed, the
// zero value of everything else works.
type Options struct {
	// Addresses are the nodes to ask, such as "http://127.0.0.1:9200".
	Addresses []string
	// Index is the name of the collection. The indexes in the cluster begin with it.
	Index string
	// Username and Password are for HTTP basic authentication.
	Username, Password string
	// CACert is a certificate authority to trust besides those of the system, in PEM.
	CACert []byte
	// Shards is how many shards a new collection has, DefaultShards when zero.
	Shards int
	// Replicas is how many copies besides the first a new collection has.
	// nil means DefaultReplicas.
	Replicas *int
	// Existing refuses to create the collection.
	Existing bool
	// ReadOnly refuses changes, and to create the collection.
	ReadOnly bool
	// Logger is told of what was tried again; nil logs nothing.
	Logger *slog.Logger
}

const (
	// DefaultShards spreads a new collection over three nodes.
	DefaultShards = 3
	// DefaultReplicas keeps a second copy, so that one node may fail.
	DefaultReplicas = 1
)

// Scheme begins the address of a collection in a cluster, as in
// opensearch://127.0.0.1:9200/news. SchemeTLS is the same over HTTPS.
const (
	Scheme    = "opensearch://"
	SchemeTLS = "opensearchs://"
)

// IsAddress reports whether s is the address of a collection in a cluster
// rather than the path of a folder.
func IsAddress(s string) bool {
	return strings.HasPrefix(s, Scheme) || strings.HasPrefix(s, SchemeTLS)
}

// The environment that ParseAddress reads, so that no password stands in a
// command line that other users of the machine can see.
const (
	EnvUser     = "NEWSSEARCH_OPENSEARCH_USER"
	EnvPassword = "NEWSSEARCH_OPENSEARCH_PASSWORD"
	// EnvCACert is the path of a PEM file.
	EnvCACert = "NEWSSEARCH_OPENSEARCH_CACERT"
)

// indexName is what OpenSearch takes as the name of an index.
var indexName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,199}$`)

// ParseAddress reads an address such as
//
//	opensearch://host:9200,host2:9200/news
//
// and the environment above into Options.
func ParseAddress(address string) (Options, error) {
	fail := func(format string, args ...any) (Options, error) {
		return Options{}, fmt.Errorf("address %q: %s; want %shost:9200/name", address, fmt.Sprintf(format, args...), Scheme)
	}
	var scheme, rest string
	switch {
	case strings.HasPrefix(address, SchemeTLS):
		scheme, rest = "https", address[len(SchemeTLS):]
	case strings.HasPrefix(address, Scheme):
		scheme, rest = "http", address[len(Scheme):]
	default:
		return fail("it does not begin with %s", Scheme)
	}
	hosts, name, _ := strings.Cut(rest, "/")
	if strings.Contains(hosts, "@") {
		return fail("user and password belong into %s and %s", EnvUser, EnvPassword)
	}
	if !indexName.MatchString(name) {
		return fail("%q is no name of an index: small letters, digits, dots and dashes", name)
	}
	o := Options{Index: name, Username: os.Getenv(EnvUser), Password: os.Getenv(EnvPassword)}
	for host := range strings.SplitSeq(hosts, ",") {
		u, err := url.Parse(scheme + "://" + host)
		if err != nil || u.Host == "" || u.Path != "" {
			return fail("%q is no host", host)
		}
		if u.Port() == "" {
			u.Host += ":9200"
		}
		o.Addresses = append(o.Addresses, u.String())
	}
	if path := os.Getenv(EnvCACert); path != "" {
		pem, err := os.ReadFile(path)
		if err != nil {
			return Options{}, fmt.Errorf("read %s: %w", EnvCACert, err)
		}
		o.CACert = pem
	}
	return o, nil
}

func (o *Options) validate() error {
	switch {
	case len(o.Addresses) == 0:
		return errors.New("open cluster: no addresses")
	case !indexName.MatchString(o.Index):
		return fmt.Errorf("open cluster: %q is no name of an index", o.Index)
	case o.Shards < 0 || o.Replicas != nil && *o.Replicas < 0:
		return errors.New("open cluster: shards and replicas cannot be negative")
	}
	return nil
}

func (o *Options) shards() int {
	if o.Shards == 0 {
		return DefaultShards
	}
	return o.Shards
}

func (o *Options) replicas() int {
	if o.Replicas == nil {
		return DefaultReplicas
	}
	return *o.Replicas
}
