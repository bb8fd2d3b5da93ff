package main

import (
	"io"

	"github.com/fluxcd/pkg/envsubst"
)

type substitution struct {
	Text      string            `json:"text"`
	Variables map[string]string `json:"variables"`
	Strict    bool              `json:"strict"`
}

func runEnvsubst(_ []string, in io.Reader, out io.Writer) error {
	return eachLine(in, out, func(it substitution) (string, error) {
		return envsubst.Eval(it.Text, func(name string) (string, bool) {
			value, exists := it.Variables[name]
			return value, exists || !it.Strict
		})
	})
}
