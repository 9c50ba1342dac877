import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChooseFindings } from './ChooseFindings'
import type { Choice } from './choices'
import classes from './FairDay.module.css'
import type { ArrangeWish, Room, SlotKind } from './queries'

type ArrangeFormProps = {
  accepted: Choice[]
  published: Choice[]
  rooms: Room[]
  isBusy: boolean
  onSubmit: (wish: ArrangeWish) => void
}

/** Which findings, as what, in which rooms. */
export function ArrangeForm({ accepted, published, rooms, isBusy, onSubmit }: ArrangeFormProps) {
  const { t } = useTranslation('fairDay')
  const [chosen, setChosen] = useState(accepted.map(one => one.id))
  const [older, setOlder] = useState<string[]>([])
  const [stalls, setStalls] = useState(rooms.some(room => room.stalls > 0))
  const [talk, setTalk] = useState<SlotKind | ''>('')
  const [where, setWhere] = useState<string[]>(
    (rooms.some(room => room.stalls === 0) ? rooms.filter(room => room.stalls === 0) : rooms).map(
      room => room.id,
    ),
  )
  const [isSent, setIsSent] = useState(false)
  const count = chosen.length + older.length
  const lacks = rooms.length === 0 ? 'noRooms' : count === 0 || (!stalls && !talk) ? 'nothing' : null
  const submit = () => {
    setIsSent(true)
    if (lacks) return
    onSubmit({
      finding_ids: [...chosen, ...older],
      stalls,
      talks: talk ? { kind: talk } : null,
      rooms: talk && where.length < rooms.length ? where : [],
    })
  }
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      {accepted.length > 0 && (
        <ChooseFindings
          label={t('arrange.choose')}
          findings={accepted}
          chosen={chosen}
          onChange={setChosen}
        />
      )}
      {published.length > 0 && (
        <ChooseFindings
          label={t('arrange.published')}
          findings={published}
          chosen={older}
          onChange={setOlder}
        />
      )}
      <fieldset className={classes.set}>
        <legend>{t('arrange.what')}</legend>
        <div className={classes.two}>
          <div className={classes.choice}>
            <Checkbox
              label={t('arrange.stalls')}
              checked={stalls}
              onChange={event => setStalls(event.currentTarget.checked)}
            />
          </div>
          <NativeSelect
            label={t('arrange.talk')}
            value={talk}
            data={[
              { value: '', label: t('arrange.talkNone') },
              { value: 'nano', label: t('arrange.talkNano') },
              { value: 'micro', label: t('arrange.talkMicro') },
              { value: 'soapbox', label: t('arrange.talkSoapbox') },
            ]}
            onChange={event => setTalk(event.currentTarget.value as SlotKind | '')}
          />
        </div>
        {stalls && talk && <p className="small quiet">{t('arrange.both')}</p>}
      </fieldset>
      {talk && rooms.length > 1 && (
        <Checkbox.Group label={t('arrange.where')} value={where} onChange={setWhere}>
          <div className={classes.two}>
            {rooms.map(room => (
              <div key={room.id} className={classes.choice}>
                <Checkbox value={room.id} label={room.name} />
              </div>
            ))}
          </div>
        </Checkbox.Group>
      )}
      <p role="status" className="small strong">
        {isSent && lacks && t(`arrange.${lacks}`)}
      </p>
      <div>
        <Button type="submit" loading={isBusy}>
          {count > 0 ? t('arrange.actCount', { count }) : t('arrange.act')}
        </Button>
      </div>
    </form>
  )
}
