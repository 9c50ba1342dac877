import { Button, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { isWhole, leftToPlace, nextTwilight, type TypedTwilight } from './calendar'
import { ALL } from './queries'
import { TwilightFields } from './TwilightFields'
import { useYear } from './useYear'
import classes from './WorkingTime.module.css'

type SplitFormProps = { rules: Schema<'WorkingTimeOut'>; day: Schema<'InsetDayOut'> }
/** A typed twilight keeps its place on the screen when another is removed. */
type Keyed = TypedTwilight & { key: number }
const TWILIGHTS_MAX = 24

/** The twilights that stand for an INSET day; what is left of it is said as one types. */
export function SplitForm({ rules, day }: SplitFormProps) {
  const { t } = useTranslation('workingTime')
  const { year } = useYear()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const next = (left: number) => nextTwilight(rules.twilight_starts.slice(0, 5), rules.twilight_minutes, left)
  const [rows, setRows] = useState<Keyed[]>([{ ...next(day.minutes), key: 0 }])
  const [agreement, setAgreement] = useState('')
  const [isTried, setTried] = useState(false)
  const left = leftToPlace(day.minutes, rows)
  const areWhole = rows.every(isWhole)
  const split = useAct({
    send: (body: Schema<'SplitIn'>, key) =>
      answer(
        api.POST('/api/directed-events/split', {
          params: { header: withKey(key), query: { year_id: rules.year_id } },
          body,
        }),
      ),
    changes: ALL,
    onDone: done => {
      announce(t('split.done', { count: done.events.length - 1 }))
      return navigate({ to: '/school/directed-time', search: year ? { year } : {} })
    },
  })
  const change = (key: number, changed: Partial<TypedTwilight>) =>
    setRows(before => before.map(row => (row.key === key ? { ...row, ...changed } : row)))
  const leave = () => void navigate({ to: '/school/directed-time', search: year ? { year } : {} })
  return (
    <form
      noValidate
      className="stack"
      style={{ gap: '1.5rem' }}
      onSubmit={event => {
        event.preventDefault()
        setTried(true)
        if (!areWhole || left !== 0 || !agreement.trim()) return
        const twilights = rows.map(({ key: _, title, ...row }) => ({ ...row, title: title.trim() }))
        split.mutate({ held_on: day.held_on, agreement: agreement.trim(), twilights })
      }}
    >
      <p className="quiet">{t('split.lead')}</p>
      <TextInput
        label={t('split.agreement')}
        description={t('split.agreementHint')}
        maxLength={200}
        style={{ maxWidth: '46rem' }}
        value={agreement}
        onChange={event => setAgreement(event.currentTarget.value)}
        error={isTried && !agreement.trim() ? t('split.agreementBad') : undefined}
      />
      <Section title={t('split.twilights')}>
        <div className="stack">
          {rows.map((row, at) => (
            <TwilightFields
              key={row.key}
              place={at + 1}
              twilight={row}
              isBad={isTried && !isWhole(row)}
              onChange={changed => change(row.key, changed)}
              onRemove={rows.length > 1 ? () => setRows(rows.filter(one => one.key !== row.key)) : undefined}
            />
          ))}
          <div className="row">
            <Button
              variant="default"
              disabled={rows.length >= TWILIGHTS_MAX}
              onClick={() =>
                setRows([...rows, { ...next(left), key: Math.max(...rows.map(row => row.key)) + 1 }])
              }
            >
              {t('split.another')}
            </Button>
            <p role="status" className={classes.left}>
              {left === 0
                ? t('split.exact', { time: inMinutes(day.minutes) })
                : t(left > 0 ? 'split.left' : 'split.over', { time: inMinutes(Math.abs(left)) })}
            </p>
          </div>
          {isTried && !areWhole && (
            <p role="status" className="small strong">
              {t('split.bad')}
            </p>
          )}
        </div>
      </Section>
      {split.error && <RefusedNotice acting error={split.error} />}
      <FormButtons
        label={t('split.save', { count: rows.length })}
        isBusy={split.isPending}
        onCancel={leave}
      />
    </form>
  )
}
