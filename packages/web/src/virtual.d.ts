/// <reference types="vite/client" />

declare module 'virtual:locales' {
  import type { Messages } from '@lingui/core'

  type LocaleEntry = {
    /** BCP 47 tag for dates and numbers. */
    readonly tag: string
    /** The language's own name for itself. */
    readonly name: string
    /** What the frame and the sign-in say. */
    readonly load: () => Promise<{ readonly messages: Messages }>
    /** What most pages behind the sign-in say. */
    readonly loadRest: () => Promise<{ readonly messages: Messages }>
    /** What single pages and parts say, by area. */
    readonly own: Readonly<Record<string, () => Promise<{ readonly messages: Messages }>>>
  }
  export const locales: Readonly<Record<string, LocaleEntry>>
}

declare module 'virtual:kind-words' {
  export const kindWords: Readonly<Record<string, () => Promise<{ readonly words: Readonly<Record<string, string>> }>>>
}
