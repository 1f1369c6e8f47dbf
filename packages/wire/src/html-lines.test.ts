import assert from 'node:assert/strict'
import { test } from 'node:test'
import { htmlLines } from './html-lines.ts'

test('blocks of a page become paragraphs, headings and items; scripts and styles say nothing', () => {
  const page = `<html><head><title>FICTIONAL &amp; page</title><style>p { color: red }</style></head><body><nav><a href="/">Home</a></nav>
    <h1>A heading</h1><script>let x = "<p>no</p>"</script><p>First <b>bold</b>
    paragraph.</p><ul><li>One</li><li>Two</li></ul><footer><button>Accept all</button></footer></body></html>`
  const { title, text } = htmlLines(page)
  assert.equal(title, 'FICTIONAL & page')
  assert.deepEqual(text.split('\n\n'), ['Home', '# A heading', 'First bold paragraph.', '- One', '- Two', 'Accept all'])
})
