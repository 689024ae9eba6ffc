package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/newssearch/newssearch/index"
)

// firstModel is the size of the sample that a reader takes for itself while the
// cluster has no model.
const firstModel = 3000

// models holds the model in use.
type models struct {
	mu     sync.Mutex
	in     *openModel
	looked time.Time // when a newer one was looked for
}

// openModel is an unpacked model. It is closed when the last search that uses it ends.
type openModel struct {
	*index.Index
	info   ModelInfo
	folder string
	users  int // and one for being current
}

// model returns the current model, to be released by done.
func (c *Cluster) model(ctx context.Context) (m *openModel, done func(), err error) {
	c.models.mu.Lock()
	defer c.models.mu.Unlock()
	if c.models.in == nil || time.Since(c.models.looked) > modelCheck {
		if err := c.renewModel(ctx); err != nil && c.models.in == nil {
			return nil, nil, fmt.Errorf("get a model to understand queries with: %w", err)
		} else if err != nil {
			c.log.Warn("the old model stays in use", "err", err)
		}
		c.models.looked = time.Now()
	}
	m = c.models.in
	m.users++
	return m, func() { c.releaseModel(m) }, nil
}

// renewModel takes the model that the cluster says is current, unless it is in
// use already. The caller holds c.models.mu.
func (c *Cluster) renewModel(ctx context.Context) error {
	info, err := c.currentModel(ctx)
	if err != nil {
		return err
	}
	if in := c.models.in; in != nil && (info == nil || in.info.Version == info.Version) {
		return nil
	}
	folder, err := os.MkdirTemp("", "newssearch-model-")
	if err != nil {
		return err
	}
	m := &openModel{folder: folder, users: 1}
	if err := c.fillModel(ctx, m, info); err != nil {
		return errors.Join(err, os.RemoveAll(folder))
	}
	if old := c.models.in; old != nil {
		old.users--
		c.closeUnused(old)
	}
	c.models.in = m
	return nil
}

// fillModel unpacks the model into its folder, or samples one, and opens it.
func (c *Cluster) fillModel(ctx context.Context, m *openModel, info *ModelInfo) (err error) {
	path := filepath.Join(m.folder, "index")
	if info == nil {
		if m.info.Articles, m.info.Collection, err = c.sample(ctx, path, firstModel); err != nil {
			return err
		}
	} else {
		m.info = *info
		if err := os.Mkdir(path, 0o700); err != nil {
			return err
		}
		if err := c.downloadModel(ctx, info, path); err != nil {
			return err
		}
	}
	m.Index, err = index.Open(ctx, path, index.Options{ReadOnly: true})
	return err
}

func (c *Cluster) releaseModel(m *openModel) {
	c.models.mu.Lock()
	defer c.models.mu.Unlock()
	m.users--
	c.closeUnused(m)
}

// closeUnused closes a model that nobody uses. The caller holds c.models.mu.
func (c *Cluster) closeUnused(m *openModel) {
	if m.users > 0 {
		return
	}
	if err := errors.Join(m.Close(), os.RemoveAll(m.folder)); err != nil {
		c.log.Warn("an old model is left", "folder", m.folder, "err", err)
	}
}

// Close ends the use of the cluster. What was put stays there. Closing twice is no error.
func (c *Cluster) Close() error {
	c.models.mu.Lock()
	defer c.models.mu.Unlock()
	if m := c.models.in; m != nil {
		c.models.in = nil
		m.users--
		c.closeUnused(m)
	}
	return nil
}
