import { Option } from "effect"
import ip from "ipaddr.js"

const hostname = /^(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)*[a-z](?:[a-z\d-]{0,61}[a-z\d])?$/i

/** `host` is the name or the address of a machine, as a URI holds it: an IPv6 address in brackets. */
export const isHost = (host: string): boolean => {
  const [, v6] = /^\[([^\]]*)\]$/.exec(host) ?? []
  return v6 === undefined ? hostname.test(host) || ip.IPv4.isValidFourPartDecimal(host) : ip.IPv6.isValid(v6)
}

/** Reads a host, in any case. */
export const readHost = (written: string): Option.Option<string> =>
  isHost(written) ? Option.some(written.toLowerCase()) : Option.none()

const privateNames = new Set(["localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa"])

/**
 * Why a host is none of the public Internet, by its spelling alone (nothing is resolved): an address of this machine or
 * of a private network, or a name that only such a network knows. Undefined for all others. `[::1]` is read with and
 * without its brackets. Source: IANA's registries of special-purpose addresses and names.
 */
export const privateHost = (host: string): string | undefined => {
  const name = host.toLowerCase().replace(/^\[|\]$/g, "").replace(/\.$/, "")
  if (ip.isValid(name)) {
    const range = ip.process(name).range()
    return range === "unicast"
      ? undefined
      : range === "loopback" || range === "unspecified"
      ? "it is this machine"
      : "it is an address of a private network"
  }
  const labels = name.split(".")
  const last = labels.at(-1) ?? ""
  return last === "localhost"
    ? "it is this machine"
    : labels.length === 1 || privateNames.has(last)
    ? "it is a name of a private network"
    : undefined
}

/** Whether it is this machine, by its spelling alone. */
export const isThisMachine = (host: string): boolean => privateHost(host) === "it is this machine"
