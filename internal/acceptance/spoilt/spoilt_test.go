package spoilt

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// answersToSpoil returns how many answers are spoilt for each level at least.
func answersToSpoil(t *testing.T) int {
	text := os.Getenv("LEDGERLINK_SPOILT")
	if text == "" {
		return 700
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("LEDGERLINK_SPOILT=%s is no number of answers", text)
	}
	return n
}

// TestSpoiltAnswers spoils answers of random books one at a time and holds what is
// imported against the books.
func TestSpoiltAnswers(t *testing.T) {
	t.Parallel()
	wanted := answersToSpoil(t)
	tallies := map[ledger.Verify]*tally{}
	for _, level := range levels() {
		tallies[level] = newTally()
	}
	subjects := uint64(0)
	for ; !enough(tallies, wanted); subjects += inBatch {
		for _, results := range spoilBatch(t, subjects) {
			for _, one := range results {
				tallies[one.level].add(one)
			}
		}
		if t.Failed() {
			return
		}
	}
	for _, level := range levels() {
		tell(t, level, tallies[level], subjects)
	}
	if *update {
		if err := writePage(page(tallies)); err != nil {
			t.Error(err)
		}
	}
}

// tell prints what became of the answers spoilt at a level, and compares it with
// the bar.
func tell(t *testing.T, level ledger.Verify, tallied *tally, subjects uint64) {
	t.Helper()
	sum := tallied.sum()
	t.Logf("--verify %s: %d answers of %d subjects spoilt in %d ways; silent %d (%.2f%%)\n%s", level, sum.tried(), subjects,
		len(damages()), sum.counts[silent], 100*float64(sum.counts[silent])/float64(sum.tried()), tallied.table(level))
	for _, one := range tallied.example {
		t.Logf("silent at --verify %s: %s", level, one.detail)
	}
	if err := checkBar(level, sum.tried(), sum.counts[silent]); err != nil {
		t.Error(err)
	}
}

func enough(tallies map[ledger.Verify]*tally, wanted int) bool {
	for _, t := range tallies {
		if t.sum().tried() < wanted {
			return false
		}
	}
	return true
}

// inBatch is how many subjects are drawn between two looks at how many answers
// were spoilt. What is drawn does not depend on the number of processors.
const inBatch = 6

// spoilBatch spoils one answer of each of the subjects in every way there is.
func spoilBatch(t *testing.T, from uint64) [inBatch][]result {
	t.Helper()
	var results [inBatch][]result
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range results {
		group.Go(func() error {
			s, err := newSubject(from + uint64(i))
			if err != nil {
				return err
			}
			results[i], err = s.spoilAll(t.Context())
			return err
		})
	}
	if err := group.Wait(); err != nil {
		t.Error(err)
	}
	return results
}

// spoilAll spoils one answer in every way there is, at every level. The error says
// that an answer that was right was refused, or not read to the cent.
func (s *subject) spoilAll(ctx context.Context) ([]result, error) {
	var all []result
	for _, level := range levels() {
		truth, asked, err := s.unspoilt(ctx, level)
		if err != nil {
			return nil, fmt.Errorf("%s, --verify %s: %w", s, level, err)
		}
		for i, d := range damages() {
			if d.provider != "" && d.provider != s.provider() {
				continue
			}
			spoilt := s.spoil(d, asked, rand.New(rand.NewPCG(s.seed, uint64(i))))
			if spoilt == nil {
				continue
			}
			one := result{damage: d, provider: s.provider(), level: level}
			one.outcome, one.detail = s.outcome(ctx, level, spoilt, truth)
			one.detail = fmt.Sprintf("%s: %s (of %s, %s): %s", d.class, d.name, s, spoilt.spoilt, one.detail)
			all = append(all, one)
		}
	}
	return all, nil
}

// unspoilt imports what the ledger truly answers, and lists what was asked for.
func (s *subject) unspoilt(ctx context.Context, level ledger.Verify) (read *figures, asked []string, err error) {
	var mu sync.Mutex
	actuals, err := s.read(ctx, level, &wire{recording: s.recording, ask: func(address string) {
		mu.Lock()
		defer mu.Unlock()
		asked = append(asked, address)
	}})
	if err != nil {
		return nil, nil, err
	}
	read = figuresOf(actuals)
	if wrong := wrongAmount(read, s.truth); wrong != "" {
		return nil, nil, errors.New(wrong)
	}
	slices.Sort(asked)
	return read, asked, nil
}

// tries is how many answers are looked at for something to damage.
const tries = 8

// spoil damages one of the answers, of a kind drawn first; nil where none of those
// it looked at can be damaged.
func (s *subject) spoil(d damage, asked []string, random *rand.Rand) *wire {
	for range tries {
		sp := &spoiler{subject: s, random: random, asked: asked}
		sp.kind, _ = pick(sp, d.on)
		address, ok := pick(sp, where(asked, func(address string) bool { return kindOf(address) == sp.kind }))
		if !ok {
			continue
		}
		sp.address, sp.body = address, s.recording.get(address).body
		if body := d.spoil(sp); body != nil && !slices.Equal(body, sp.body) {
			return &wire{recording: s.recording, spoilt: address, body: body}
		}
	}
	return nil
}

// outcome imports with the spoilt answer.
func (s *subject) outcome(ctx context.Context, level ledger.Verify, spoilt *wire, truth *figures) (outcome, string) {
	actuals, err := s.read(ctx, level, spoilt)
	if err != nil {
		return refused, err.Error()
	}
	return judge(figuresOf(actuals), truth)
}
