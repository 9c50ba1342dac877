import classes from './Finding.module.css'
import type { FindingFile } from './shapes'

/** A picture with its words below it; they are read once to those who listen. */
export function Picture({ file, isLead = false }: { file: FindingFile; isLead?: boolean }) {
  return (
    <figure className={classes.figure}>
      <img
        src={file.url}
        alt={file.alt}
        width={file.width ?? undefined}
        height={file.height ?? undefined}
        loading={isLead ? 'eager' : 'lazy'}
        decoding="async"
      />
      <figcaption aria-hidden>{file.alt}</figcaption>
    </figure>
  )
}
