package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

type answer struct {
	Output string `json:"output,omitempty"`
	Error  string `json:"error,omitempty"`
}

// eachLine answers each line of JSON. A panic is an error of that line, as it is in a controller.
func eachLine[T any](in io.Reader, out io.Writer, render func(T) (string, error)) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	encoder := json.NewEncoder(out)
	for lines.Scan() {
		var question T
		if err := json.Unmarshal(lines.Bytes(), &question); err != nil {
			return err
		}
		output, err := recovered(func() (string, error) { return render(question) })
		said := answer{Output: output}
		if err != nil {
			said = answer{Error: err.Error()}
		}
		if err := encoder.Encode(said); err != nil {
			return err
		}
	}
	return lines.Err()
}

func recovered(render func() (string, error)) (output string, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v", cause)
		}
	}()
	return render()
}
