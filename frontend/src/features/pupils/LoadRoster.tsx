import { Button, FileButton, Textarea } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { figure } from '../../lib/minutes'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import classes from './Pupils.module.css'
import { ACCEPTED, asFile, FILE_BYTES_MAX, linesIn, NAMES_MAX } from './roster'
import { useLoadRoster } from './useLoadRoster'

/** A list of names from a file, or pasted; it takes the place of the one before. */
export function LoadRoster({ isThere }: { isThere: boolean }) {
  const { t } = useTranslation('pupils')
  const [isOver, setOver] = useState(false)
  const [fault, setFault] = useState('')
  const [pasted, setPasted] = useState('')
  const [pasteFault, setPasteFault] = useState('')
  const load = useLoadRoster(() => setPasted(''))
  const lines = linesIn(pasted)
  const take = (file: File | null | undefined) => {
    if (!file) return
    setFault(file.size > FILE_BYTES_MAX ? t('roster.tooLarge', { name: file.name }) : '')
    if (file.size <= FILE_BYTES_MAX) load.mutate(file)
  }
  const paste = () => {
    setPasteFault(lines === 0 ? t('roster.pasteBad') : lines > NAMES_MAX + 1 ? t('roster.pasteTooMany') : '')
    if (lines > 0 && lines <= NAMES_MAX + 1) load.mutate(asFile(pasted))
  }
  return (
    <Section title={t(isThere ? 'roster.loadAgain' : 'roster.load')}>
      <div className="stack">
        {isThere && <p>{t('roster.replaces')}</p>}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same without dragging. */}
        <div
          className={classes.drop}
          data-over={isOver || undefined}
          onDragOver={event => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={event => {
            event.preventDefault()
            setOver(false)
            take(event.dataTransfer.files[0])
          }}
        >
          <IconFileSpreadsheet size={32} stroke={1.5} aria-hidden />
          <p className="strong">
            {t('roster.drop')} <span className="quiet">{t('roster.or')}</span>
          </p>
          <FileButton accept={ACCEPTED} onChange={take} inputProps={{ 'aria-label': t('roster.choose') }}>
            {props => (
              <Button {...props} loading={load.isPending}>
                {t('roster.choose')}
              </Button>
            )}
          </FileButton>
          <p className="small quiet">{t('roster.kinds')}</p>
        </div>
        {fault && (
          <Notice announced tone="needs">
            {fault}
          </Notice>
        )}
        <Textarea
          label={t('roster.paste')}
          description={t('roster.pasteHint')}
          autosize
          minRows={3}
          maxRows={12}
          autoComplete="off"
          spellCheck={false}
          value={pasted}
          error={pasteFault}
          onChange={event => setPasted(event.currentTarget.value)}
        />
        <div>
          <Button variant="default" loading={load.isPending} onClick={paste}>
            {lines === 0
              ? t('roster.loadPasted_zero')
              : t('roster.loadPasted', { count: lines, figure: figure(lines) })}
          </Button>
        </div>
        {load.error && <RefusedNotice acting error={load.error} />}
      </div>
    </Section>
  )
}
