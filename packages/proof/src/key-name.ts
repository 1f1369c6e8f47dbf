/** Key names (C2SP signed-note): 1 to 255 UTF-8 bytes, no space of any script, no plus sign, no control character. */
export function isKeyName(name: string): boolean {
  return name.length > 0 && name.isWellFormed() && new TextEncoder().encode(name).length <= 255 && !forbidden.test(name)
}

// U+0085 is a space to Unicode but not to `\s`.
const forbidden = /[\s\u0085+\p{Cc}]/u
