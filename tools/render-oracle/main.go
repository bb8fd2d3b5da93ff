// Command render-oracle renders what Flux would, with the libraries of Flux itself. Tests compare it with Drift; it is
// not shipped. tools/renderers/build.sh builds it.
//
// Each subcommand is in a file of its own; to add one, add a line to the table of commands.
package main

import (
	"fmt"
	"io"
	"os"
)

// Set by the build to a checksum of the sources.
var sources string

type command struct {
	usage string
	run   func(arguments []string, in io.Reader, out io.Writer) error
}

func commands() map[string]command {
	return map[string]command{
		"envsubst": {
			"envsubst: reads one JSON object per line, {\"text\", \"variables\", \"strict\"}, " +
				"and answers each with {\"output\"} or {\"error\"}",
			runEnvsubst,
		},
		"kustomization": {
			"kustomization: reads one JSON object per line, {\"root\", \"kustomization\", \"objects\", \"strict\"}, " +
				"and answers each with {\"output\"} or {\"error\"}",
			runKustomization,
		},
		"values": {
			"values: reads one JSON object per line, {\"inline\", \"references\": [{\"text\", \"targetPath\", \"literal\"}]}, " +
				"and answers each with {\"output\"} or {\"error\"}",
			runValues,
		},
		"version": {
			"version: prints a checksum of the sources",
			func(_ []string, _ io.Reader, out io.Writer) error {
				_, err := fmt.Fprintln(out, sources)
				return err
			},
		},
	}
}

func main() {
	if len(os.Args) > 1 {
		if chosen, ok := commands()[os.Args[1]]; ok {
			if err := chosen.run(os.Args[2:], os.Stdin, os.Stdout); err != nil {
				fmt.Fprintln(os.Stderr, "render-oracle:", err)
				os.Exit(1)
			}
			return
		}
	}
	for _, each := range commands() {
		fmt.Fprintln(os.Stderr, "render-oracle", each.usage)
	}
	os.Exit(2)
}
