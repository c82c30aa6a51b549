package quickbooksapi

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// statement is a query of Intuit's query language:
//
//	SELECT * | COUNT(*) FROM Entity [WHERE condition [AND condition]…]
//	[ORDERBY field [ASC|DESC]] [STARTPOSITION n] [MAXRESULTS n]
//
// Keywords and entities may be written in any case (clients in the wild send
// "account"), field names may not.
type statement struct {
	count      bool
	entity     string
	conditions []condition
	order      string
	descending bool
	start, max int
}

type condition struct {
	field    string
	operator string // =, !=, <, <=, >, >=, IN, LIKE
	values   []string
}

// A page holds 100 rows unless asked otherwise, and 1000 at most.
const (
	defaultPage = 100
	largestPage = 1000
)

var word = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`'(?:[^'\\]|\\.)*'|[A-Za-z_][\w.]*|\d+(?:\.\d+)?|<=|>=|!=|[=<>(),*]|\S`)
})

// parser reads the words of a query from left to right.
type parser struct {
	words []string
	at    int
}

func parseError(detail string) *problem {
	return invalid("4000", "Error parsing query", "QueryParserError: "+detail)
}

func validationError(detail string) *problem {
	return invalid("4001", "Invalid query", "QueryValidationError: "+detail)
}

func parse(text string) (statement, *problem) {
	p := &parser{words: word().FindAllString(text, -1)}
	q := statement{start: 1, max: defaultPage}
	if !p.keyword("SELECT") {
		return q, p.unexpected()
	}
	if q.count = p.keyword("COUNT"); q.count {
		if !p.keyword("(") || !p.keyword("*") || !p.keyword(")") {
			return q, p.unexpected()
		}
	} else if !p.keyword("*") {
		return q, p.unexpected()
	}
	if !p.keyword("FROM") {
		return q, p.unexpected()
	}
	q.entity = p.next()
	if problem := p.clauses(&q); problem != nil {
		return q, problem
	}
	return q, q.check()
}

// clauses reads what follows the entity. STARTPOSITION and MAXRESULTS were
// observed in both orders.
func (p *parser) clauses(q *statement) *problem {
	for p.at < len(p.words) {
		var problem *problem
		switch {
		case p.keyword("WHERE"), p.keyword("AND") && len(q.conditions) > 0:
			problem = p.condition(q)
		case p.keyword("ORDERBY"), p.keyword("ORDER") && p.keyword("BY"):
			q.order = p.next()
			if q.descending = p.keyword("DESC"); !q.descending {
				p.keyword("ASC")
			}
		case p.keyword("STARTPOSITION"):
			q.start, problem = p.number()
		case p.keyword("MAXRESULTS"):
			q.max, problem = p.number()
		default:
			problem = p.unexpected()
		}
		if problem != nil {
			return problem
		}
	}
	return nil
}

func (p *parser) condition(q *statement) *problem {
	c := condition{field: p.next(), operator: strings.ToUpper(p.next())}
	switch c.operator {
	case "=", "!=", "<", "<=", ">", ">=", "LIKE":
		c.values = []string{unquote(p.next())}
	case "IN":
		if !p.keyword("(") {
			return p.unexpected()
		}
		for {
			c.values = append(c.values, unquote(p.next()))
			if p.keyword(")") {
				break
			}
			if !p.keyword(",") {
				return p.unexpected()
			}
		}
	default:
		p.at--
		return p.unexpected()
	}
	q.conditions = append(q.conditions, c)
	return nil
}

// check refuses positions and page sizes that are not allowed. That
// position 0 is one of them was observed, the words are a guess.
func (q statement) check() *problem {
	switch {
	case q.start < 1:
		return validationError(fmt.Sprintf("value %d is too small. Min allowed value is 1.", q.start))
	case q.max > largestPage:
		return validationError(fmt.Sprintf("value %d is too large. Max allowed value is %d.", q.max, largestPage))
	}
	return nil
}

func (p *parser) next() string {
	if p.at >= len(p.words) {
		p.at++
		return ""
	}
	p.at++
	return p.words[p.at-1]
}

// keyword takes the next word where it is the wanted one.
func (p *parser) keyword(want string) bool {
	if p.at < len(p.words) && strings.EqualFold(p.words[p.at], want) {
		p.at++
		return true
	}
	return false
}

func (p *parser) number() (int, *problem) {
	n, err := strconv.Atoi(p.next())
	if err != nil {
		p.at--
		return 0, p.unexpected()
	}
	return n, nil
}

func (p *parser) unexpected() *problem {
	if p.at >= len(p.words) {
		return parseError("Encountered <EOF>")
	}
	return parseError(fmt.Sprintf("Encountered %q at word %d", p.words[p.at], p.at+1))
}

func unquote(text string) string {
	inner, quoted := strings.CutPrefix(text, "'")
	if !quoted {
		return text
	}
	return strings.NewReplacer(`\'`, `'`, `\\`, `\`).Replace(strings.TrimSuffix(inner, "'"))
}
