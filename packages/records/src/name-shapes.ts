/** STIX 2.1 section 3.1: names of properties; three to 250 of a-z, 0-9 and underscore. */
export const propertyName = /^[a-z0-9_]{3,250}$/

/** STIX 2.1 section 3.1: names of object types. Linear, unlike the pattern of the published schemas. */
export const typeName = /^(?=.{3,250}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*-?$/

/** STIX 2.1 section 7.3: key of an extension that an extension definition describes. */
export const extensionKey =
  /^extension-definition--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$/

/** Key of an extension that STIX 2.1 itself, or an older producer, names. Linear, unlike the pattern of the published schemas. */
export const namedExtensionKey = /^[a-z][a-z0-9-]{0,245}-ext$/

/** STIX 2.1 section 2.4: names in a dictionary. */
export const dictionaryName = /^[a-zA-Z0-9_-]{1,250}$/

/** Names the standard keeps for itself at the top level of every object. */
export const reservedNames: ReadonlySet<string> = new Set(['action', 'severity', 'username', 'phone_numbers'])

/** A language tag by its shape (RFC 5646 section 2.1). */
export const languageTag = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$/
