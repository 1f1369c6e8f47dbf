// Type, two hyphens, RFC 4122 UUID of version 1 to 5 (STIX 2.1 section 2.9). Linear: each part has one way to match.
const shape = /^[a-z][a-z0-9-]{1,248}[a-z0-9]--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$/

/** True for a STIX identifier. */
export function isStixId(text: string): boolean {
  return text.length <= 288 && shape.test(text)
}

/** The type inside a STIX identifier: what stands before its UUID. */
export function typeOfId(id: string): string {
  return id.slice(0, -38)
}

/** Version of the UUID of a STIX identifier, '1' to '5'. */
export function uuidVersionOfId(id: string): string {
  return id.charAt(id.length - 22)
}
