import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { whenInWords } from './absenceWords'
import { LinesLeftOut } from './LinesLeftOut'
import { TouchedList } from './TouchedList'
import { useTwoSteps } from './useTwoSteps'

const FEW = 20

type BroughtAbsencesProps = {
  read: Schema<'AbsenceFileOut'>
  /** Another file is to be chosen. */
  onAgain: () => void
  onClose: () => void
}

/** What a list says, line by line, with what was left out; saved in one act. */
export function BroughtAbsences({ read, onAgain, onClose }: BroughtAbsencesProps) {
  const { t } = useTranslation(['away', 'common'])
  const announce = useAnnounce()
  const heading = useRef<HTMLParagraphElement>(null)
  // The button that had the list read is gone, and the focus with it.
  useEffect(() => heading.current?.focus(), [])
  const { lines, problems, left_out, file_name } = read
  const wish: Schema<'AbsencesIn'> = {
    source: 'file',
    absences: lines.map(({ staff_id, starts_on, ends_on, start, end }) => ({
      staff_id,
      starts_on,
      ends_on,
      start,
      end,
    })),
  }
  const steps = useTwoSteps({
    ask: (body: Schema<'AbsencesIn'>) => answer(api.POST('/api/absences/touched', { body })),
    send: (body, key) => answer(api.POST('/api/absences', { params: { header: withKey(key) }, body })),
    onDone: ({ added, known, left_out_count }) => {
      const left = left_out_count > 0 ? ` ${t('bring.logged', { count: left_out_count })}.` : ''
      announce(t('bring.saved', { count: added, known }) + left)
      onClose()
    },
  })
  const asked = steps.isAsked(wish)
  const count = lines.length - ((asked && steps.touched?.left_out_count) || 0)
  const submit = () => (lines.length ? steps.go(wish) : onClose())
  return (
    <form
      className="stack"
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      <p ref={heading} tabIndex={-1} className="strong">
        {lines.length
          ? t('bring.lines', { count: lines.length, file: file_name })
          : t('bring.none', { file: file_name })}
      </p>
      {lines.length > 0 && (
        <table className="facts-table" aria-label={t('bring.caption')}>
          <thead>
            <tr>
              <th scope="col">{t('add.who')}</th>
              <th scope="col">{t('bring.when')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, FEW).map(line => (
              <tr key={line.line}>
                <th scope="row">{line.staff_name}</th>
                <td className="small numbers">{whenInWords(t, line)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {lines.length > FEW && <p className="small quiet">{t('bring.more', { count: lines.length - FEW })}</p>}
      {left_out > 0 && (
        <Notice title={t('bring.leftOut', { count: left_out })}>
          <ul>
            {problems.map(problem => (
              <li key={problem.message}>{problem.message}</li>
            ))}
          </ul>
        </Notice>
      )}
      {asked && steps.touched && <LinesLeftOut touched={steps.touched} />}
      {asked && steps.touched && count > 0 && <TouchedList touched={steps.touched} />}
      {steps.error && <RefusedNotice acting error={steps.error} />}
      {count > 0 ? (
        <FormButtons
          label={asked ? t('bring.save', { count }) : t('ask')}
          isBusy={steps.isBusy}
          onCancel={onClose}
        />
      ) : (
        <div className="row">
          <Button onClick={onAgain}>{t('bring.again')}</Button>
          <Button variant="subtle" onClick={onClose}>
            {t('common:act.cancel')}
          </Button>
        </div>
      )}
    </form>
  )
}
