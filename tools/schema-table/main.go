// Command schema-table writes what Kubernetes knows about its built-in kinds as data: kinds, types, defaults.
//
// It runs the defaulting functions of the real server over probe objects; see README.md.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

func main() {
	kubernetes := flag.String("kubernetes", "", "folder of the k8s.io/kubernetes module (its discovery documents are read)")
	version := flag.String("version", "", "version of Kubernetes, such as 1.36.3")
	out := flag.String("out", "", "folder to write to")
	own := flag.Bool("own", false, "only what the control plane makes by itself")
	only := flag.String("kind", "", "only this kind's defaults, to standard output")
	flag.Parse()

	kinds := readKinds(*kubernetes)
	types := newTypes()
	for _, kind := range kinds {
		types.add(goType(kind.gvk))
	}
	if *only != "" {
		for _, kind := range kinds {
			if kind.Kind == *only {
				fmt.Println(kind.APIVersion)
				os.Stdout.Write(compact(findDefaults(types, kind)))
			}
		}
		return
	}
	if *own {
		writeOwn(*out, *version, kinds)
		return
	}
	// The defaults first: what the control plane makes is asked with other features than those of a server.
	writeDefaults(*out, types, kinds)
	writeTypes(*out, types)
	writeOwn(*out, *version, kinds)
}

// writeOwn writes the index, which names what the control plane makes, and what it writes there.
func writeOwn(out, version string, kinds []Kind) {
	writeIndex(out, version, kinds)
	write(filepath.Join(out, "own.json"), map[string]any{"objects": contentsOfOwn()})
}

func writeIndex(out, version string, kinds []Kind) {
	write(filepath.Join(out, "index.json"), map[string]any{
		"kubernetes": version,
		"kinds":      kinds,
		"own":        ownObjects(kinds),
	})
}

func writeTypes(out string, types *Types) {
	files := map[string]map[string]any{}
	for name, fields := range types.structs {
		group, _, _ := strings.Cut(name, ".")
		put(files, group, name, fields)
	}
	for group, content := range files {
		write(filepath.Join(out, "types", fileName(group)), content)
	}
}

func writeDefaults(out string, types *Types, kinds []Kind) {
	found := make([][]Default, len(kinds))
	inParallel(len(kinds), func(i int) { found[i] = findDefaults(types, kinds[i]) })
	files := map[string]map[string]any{}
	for i, kind := range kinds {
		if len(found[i]) > 0 {
			group, _, _ := strings.Cut(kind.Type, ".")
			put(files, group, kind.Kind, found[i])
		}
	}
	for group, content := range files {
		write(filepath.Join(out, "defaults", fileName(group)), content)
	}
}

func put(files map[string]map[string]any, file, key string, value any) {
	if files[file] == nil {
		files[file] = map[string]any{}
	}
	files[file][key] = value
}

func fileName(group string) string {
	return strings.ReplaceAll(group, "/", "-") + ".json"
}

func write(file string, content any) {
	check(os.MkdirAll(filepath.Dir(file), 0o755))
	check(os.WriteFile(file, compact(content), 0o644))
}

// compact prints JSON with one line for each entry of the second level: small, and good to read in a diff.
func compact(content any) []byte {
	var text bytes.Buffer
	printLevel(&text, plain(content), 0, 2)
	text.WriteByte('\n')
	return text.Bytes()
}

func printLevel(text *bytes.Buffer, value any, depth, levels int) {
	indent := strings.Repeat("  ", depth+1)
	switch value := value.(type) {
	case map[string]any:
		if depth >= levels || len(value) == 0 {
			text.Write(encode(value))
			return
		}
		text.WriteByte('{')
		for i, key := range sortedKeys(value) {
			separate(text, i, indent)
			fmt.Fprintf(text, "%q: ", key)
			printLevel(text, value[key], depth+1, levels)
		}
		text.WriteString("\n" + indent[2:] + "}")
	case []any:
		if depth >= levels || len(value) == 0 {
			text.Write(encode(value))
			return
		}
		text.WriteByte('[')
		for i, element := range value {
			separate(text, i, indent)
			text.Write(encode(element))
		}
		text.WriteString("\n" + indent[2:] + "]")
	default:
		text.Write(encode(value))
	}
}

func separate(text *bytes.Buffer, i int, indent string) {
	if i > 0 {
		text.WriteByte(',')
	}
	text.WriteString("\n" + indent)
}

// plain turns a value into maps, lists and scalars, so that its keys print in order.
func plain(content any) any {
	decoder := json.NewDecoder(bytes.NewReader(encode(content)))
	decoder.UseNumber()
	var value any
	check(decoder.Decode(&value))
	return value
}

func encode(value any) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	check(encoder.Encode(value))
	return bytes.TrimSpace(text.Bytes())
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
