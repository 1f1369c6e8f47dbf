/** True for an IPv6 address (RFC 4291 section 2.2), with an optional zone (RFC 4007) and CIDR prefix (RFC 4632). */
export function isIpv6(text: string): boolean {
  const [withZone, prefix, extra] = text.split('/')
  if (withZone === undefined || extra !== undefined) return false
  if (prefix !== undefined && (!/^(?:0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > 128)) return false
  const [address, zone] = withZone.split('%')
  if (address === undefined || zone === '') return false
  const halves = address.split('::')
  if (halves.length > 2) return false
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')))
  const all = groups.flat()
  const last = all.at(-1)
  const dotted = last !== undefined && isIpv4(last)
  const plain = dotted ? all.slice(0, -1) : all
  if (!plain.every((part) => /^[0-9A-Fa-f]{1,4}$/.test(part))) return false
  const count = plain.length + (dotted ? 2 : 0)
  return halves.length === 2 ? count <= 7 : count === 8
}

function isIpv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/.test(text)
}
