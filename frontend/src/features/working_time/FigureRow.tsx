import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { dateOfInstant } from '../../lib/instants'
import { useAnnounce } from '../../ui/Announcer'
import columns from '../../ui/columns.module.css'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { ALL } from './queries'
import { Source } from './Source'
import { useValue } from './useValue'
import { VaryForm } from './VaryForm'
import classes from './WorkingTime.module.css'

type FigureRowProps = {
  figure: Schema<'ChosenFigureOut'>
  yearId: string
  mayVary: boolean
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
}

/** One figure; below it, while it is open, the form that sets it otherwise. */
export function FigureRow({ figure, yearId, mayVary, isOpen, onOpen }: FigureRowProps) {
  const { t } = useTranslation('workingTime')
  const say = useValue()
  const announce = useAnnounce()
  const name = t(`figure.${figure.key}`)
  const { variation } = figure
  const back = useAct({
    send: (body: Schema<'VariationEndIn'>, key) =>
      answer(
        api.POST('/api/working-time/variations/end', {
          params: { header: withKey(key), query: { year_id: yearId } },
          body,
        }),
      ),
    changes: ALL,
    onDone: () => announce(t('figures.backDone', { figure: name })),
  })
  return (
    <>
      <tr>
        <th scope="row">
          {name}
          <span className={`smaller quiet ${classes.under}`}>{figure.what}</span>
          <span className={columns.narrow}>
            <Source figure={figure} />
          </span>
        </th>
        <td className="numbers">
          <span className="strong">{say(figure.value, figure.unit)}</span>
          {variation && (
            <span className={`smaller ${classes.under}`}>
              {t('figures.variation', { reason: variation.reason })}{' '}
              <span className="quiet">
                {t('figures.variationBy', {
                  name: variation.by_name,
                  when: dateOfInstant(variation.made_at),
                })}
                . {t('figures.inEdition', { value: say(figure.value_in_edition, figure.unit) })}
              </span>
            </span>
          )}
          {mayVary && (
            <div className={classes.buttons}>
              <Button
                size="compact-sm"
                variant="default"
                aria-expanded={isOpen}
                aria-label={t(variation ? 'figures.editNamed' : 'figures.varyNamed', { figure: name })}
                onClick={() => onOpen(!isOpen)}
              >
                {t(variation ? 'figures.edit' : 'figures.vary')}
              </Button>
              {variation && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  loading={back.isPending}
                  aria-label={t('figures.backNamed', { figure: name })}
                  onClick={() => back.mutate({ figure: figure.key })}
                >
                  {t('figures.back')}
                </Button>
              )}
            </div>
          )}
        </td>
        <td className={columns.wide}>
          <Source figure={figure} />
        </td>
      </tr>
      {(isOpen || back.error) && (
        <tr className={classes.open}>
          <td colSpan={3}>
            {back.error && <RefusedNotice acting error={back.error} />}
            {isOpen && <VaryForm figure={figure} yearId={yearId} onClose={() => onOpen(false)} />}
          </td>
        </tr>
      )}
    </>
  )
}
