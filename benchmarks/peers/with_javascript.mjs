// Validate with an engine in JavaScript: `with_javascript.mjs ENGINE DATA SHAPES`, run in a folder of its packages.
import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(`${process.cwd()}/`)
const load = async name => import(pathToFileURL(require.resolve(name)))
const [engine, data, shapes] = process.argv.slice(2)
const rdf = (await load('@zazuko/env-node')).default
const { StreamParser } = await load('n3')

async function read (file) {
  const dataset = rdf.dataset()
  for await (const quad of createReadStream(file).pipe(new StreamParser())) dataset.add(quad)
  return dataset
}

const value = term => term?.value ?? ''
const lines = []
if (engine === 'shacl-engine') {
  const { Validator } = await load('shacl-engine')
  const validator = new Validator(await read(shapes), { factory: rdf })
  const report = await validator.validate({ dataset: await read(data) })
  for (const { shape, focusNode, value: found } of report.results) {
    lines.push([shape.ptr.term, focusNode?.term, found?.term].map(value).join('\t'))
  }
} else {
  const { default: Validator } = await load('rdf-validate-shacl')
  const report = await new Validator(await read(shapes), { factory: rdf }).validate(await read(data))
  for (const { sourceShape, focusNode, value: found } of report.results) {
    lines.push([sourceShape, focusNode, found].map(value).join('\t'))
  }
}
console.log(lines.join('\n'))
