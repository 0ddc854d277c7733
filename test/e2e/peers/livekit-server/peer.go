//go:build peer

// Package peer names the program that go.mod pins.
package peer

import _ "github.com/livekit/livekit-server/cmd/server"
