using Fulgurite.Money;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// <c>POST /addresses/take</c>: a new single-use Lightning invoice. Answers 201 with
/// <c>{"data":{id,currency,address,tag,foreign_id,end_user_reference?,expires_at}}</c>.
/// </summary>
internal sealed class TakeAddress(AlphaPoEngine engine, AlphaPoTerms terms)
{
    /// <summary>Answers the call.</summary>
    public async Task<AlphaPoAnswer> Answer(AlphaPoCall call, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        if (ToCore(call.Fields, errors) is not { } wanted)
        {
            return AlphaPoErrors.Invalid(errors);
        }

        var outcome = await engine.TakeInvoice(call.Merchant, wanted, cancel);
        return outcome.Deposit is { } taken
            ? FromCore(wanted, taken)
            : AlphaPoErrors.Refused(outcome);
    }

    /// <summary>
    /// The deposit that the fields ask for; null, with at least one error added, when they are refused.
    /// </summary>
    private TakeDeposit? ToCore(RequestFields fields, FieldErrors errors)
    {
        CheckCurrency(fields["currency"], errors);
        var foreignId = fields["foreign_id"].ReadIdentifier("foreign_id", errors);
        if (!fields["foreign_id"].IsPresent)
        {
            errors.Add("foreign_id", AlphaPoErrors.Required("foreign_id"));
        }

        var isLightning = Currency.TryRead(fields["currency"], out var currency) && currency == Currency.Lightning;
        var amount = isLightning ? ReadAmount(fields["amount"], errors) : null;
        CheckConvertTo(fields["convert_to"], currency, errors);
        var endUserReference = fields["end_user_reference"].ReadIdentifier("end_user_reference", errors);

        return errors.Any || foreignId is null || amount is not { } exact
            ? null
            : new TakeDeposit(exact, foreignId, endUserReference);
    }

    private static void CheckCurrency(RequestField field, FieldErrors errors)
    {
        if (!field.IsPresent)
        {
            errors.Add("currency", AlphaPoErrors.Required("currency"));
        }
        else if (!Currency.TryRead(field, out var currency))
        {
            errors.Add("currency", AlphaPoErrors.NoSuchCurrency("currency"));
        }
        else if (currency != Currency.Lightning)
        {
            errors.Add("currency", AlphaPoErrors.NotEnabled(currency), AlphaPoErrors.ForbiddenCurrency);
        }
    }

    /// <summary>The amount within the terms; null, with an error added, otherwise.</summary>
    private Msat? ReadAmount(RequestField field, FieldErrors errors)
    {
        if (!field.IsPresent)
        {
            errors.Add("amount", AlphaPoErrors.Required("amount"));
            return null;
        }

        var refusal = TryReadAmount(field, out var amount) ? RefusalOf(amount) : AlphaPoErrors.AmountNotANumber;
        if (refusal is not null)
        {
            errors.Add("amount", refusal);
            return null;
        }

        return Msat.FromSats(amount.Sats);
    }

    // A number or a decimal string: client libraries send both.
    private static bool TryReadAmount(RequestField field, out DepositAmount amount)
    {
        amount = default;
        return field.Kind is RequestFieldKind.Number or RequestFieldKind.Text
            && DepositAmount.TryParse(field.Value, out amount);
    }

    // Range before precision: "1e-9" is too small, whatever its decimals.
    private string? RefusalOf(DepositAmount amount)
    {
        var maximumSats = terms.MaximumDeposit.ToSatsRoundedDown();
        if (amount.IsNegative || amount.Sats < terms.MinimumDeposit.ToSatsRoundedDown())
        {
            return AlphaPoErrors.TooSmall(terms.MinimumDeposit);
        }

        if (amount.Sats > maximumSats || (amount.Sats == maximumSats && amount.HasFraction))
        {
            return AlphaPoErrors.TooLarge(terms.MaximumDeposit);
        }

        return amount.HasFraction ? AlphaPoErrors.AmountTooFine : null;
    }

    // Conversion is not offered; the kinder texts come first.
    private static void CheckConvertTo(RequestField field, string? currency, FieldErrors errors)
    {
        if (!field.IsPresent)
        {
            return;
        }

        if (!Currency.TryRead(field, out var target))
        {
            errors.Add("convert_to", AlphaPoErrors.NoSuchCurrency("convert_to"));
        }
        else if (target == currency)
        {
            errors.Add("convert_to", AlphaPoErrors.MustDiffer("convert_to", "currency"));
        }
        else
        {
            errors.Add("convert_to", AlphaPoErrors.ExchangeUnavailable);
        }
    }

    private static AlphaPoAnswer FromCore(TakeDeposit wanted, TakenDeposit taken) =>
        AlphaPoAnswer.WithData(StatusCodes.Status201Created, writer =>
        {
            writer.StartObject();
            writer.Member("id", taken.AddressId);
            writer.Member("currency", Currency.Lightning);
            writer.Member("address", taken.PaymentRequest);
            writer.NullMember("tag");
            writer.Member("foreign_id", wanted.ForeignId);
            if (wanted.EndUserReference is not null)
            {
                writer.Member("end_user_reference", wanted.EndUserReference);
            }

            writer.Member("expires_at", taken.ExpiresAt.ToUnixTimeSeconds());
            writer.EndObject();
        });
}
