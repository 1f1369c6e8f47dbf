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

/** The part of pdfmake that draws one line after lines were broken. */
declare module 'pdfmake/js/Renderer.js' {
  /** A word, or a part of one, in one font; `x` in points from the line's left end. */
  export type Inline = {
    readonly text: string
    readonly x: number
    readonly width: number
    readonly fontSize: number
    readonly fontFeatures: unknown
    readonly font: {
      widthOfString(text: string, size: number, features: unknown): number
      readonly font: { layout(text: string): { readonly direction: string } }
    }
  }
  /** `trailingCut`: points of the spaces at its end. */
  export type Line = { readonly inlines: readonly Inline[]; readonly trailingCut: number }
  const renderer: {
    readonly default: { readonly prototype: { renderLine(this: unknown, line: Line, x: number, y: number): void } }
  }
  export default renderer
}
