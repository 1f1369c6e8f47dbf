/** What we use of pdfmake 0.3: its published types ask for the browser's, which servers do not have. */
declare module 'pdfmake' {
  /** A node of pdfmake's document tree; its members are checked by pdfmake when it lays the page out. */
  export type Content = { readonly [name: string]: unknown }
  export type Definition = Content & {
    readonly content: readonly Content[]
  }
  const pdfmake: {
    readonly virtualfs: { writeFileSync(name: string, content: Uint8Array): void }
    setFonts(fonts: Record<string, Record<string, string>>): void
    setUrlAccessPolicy(allow: (url: string) => boolean): void
    setLocalAccessPolicy(allow: (path: string) => boolean): void
    createPdf(definition: Definition): { getBuffer(): Promise<Uint8Array> }
  }
  export default pdfmake
}
