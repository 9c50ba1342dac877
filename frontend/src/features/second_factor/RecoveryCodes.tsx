import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy, IconPrinter } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice'
import classes from './SecondFactor.module.css'

/** Codes on paper, this once: to print or to copy. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { t } = useTranslation('secondFactor')
  const clipboard = useClipboard({ timeout: 4_000 })
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const copy = clipboard.copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />
  return (
    <section className="panel stack" aria-labelledby="recovery-codes">
      <h2 id="recovery-codes" ref={heading} tabIndex={-1}>
        {t('codes.fresh')}
      </h2>
      <Notice tone="needs">{t('codes.freshDetail')}</Notice>
      <ul className={classes.codes}>
        {codes.map(code => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="row">
        <Button
          variant="default"
          leftSection={<IconPrinter size={18} aria-hidden />}
          onClick={() => globalThis.print()}
        >
          {t('codes.print')}
        </Button>
        <Button variant="default" leftSection={copy} onClick={() => clipboard.copy(codes.join('\n'))}>
          <span role="status">{t(clipboard.copied ? 'codes.copied' : 'codes.copy')}</span>
        </Button>
        <Button onClick={onKept}>{t('codes.kept')}</Button>
      </div>
    </section>
  )
}
