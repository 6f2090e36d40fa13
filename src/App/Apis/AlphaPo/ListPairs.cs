namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// <c>POST /currencies/pairs</c> and <c>/currencies/rates</c>: BTCLN and BTC, one to one both ways, filtered by
/// <c>currency_from</c> and <c>currency_to</c>.
/// </summary>
internal sealed class ListPairs(AlphaPoTerms terms)
{
    private static readonly (string From, string To)[] Pairs =
    [
        (Currency.Lightning, Currency.OnChain),
        (Currency.OnChain, Currency.Lightning),
    ];

    /// <summary>Answers the call.</summary>
    public Task<AlphaPoAnswer> Answer(AlphaPoCall call, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        var from = ReadFilter(call.Fields, "currency_from", errors);
        var to = ReadFilter(call.Fields, "currency_to", errors);
        return Task.FromResult(errors.Any ? AlphaPoErrors.Invalid(errors) : List(from, to));
    }

    private static string? ReadFilter(RequestFields fields, string name, FieldErrors errors)
    {
        if (fields[name].IsPresent && !Currency.TryRead(fields[name], out _))
        {
            errors.Add(name, AlphaPoErrors.NoSuchCurrency(name));
        }

        return Currency.TryRead(fields[name], out var currency) ? currency : null;
    }

    private AlphaPoAnswer List(string? from, string? to) =>
        AlphaPoAnswer.WithData(StatusCodes.Status200OK, writer =>
        {
            writer.StartArray();
            foreach (var pair in Pairs)
            {
                if ((from ?? pair.From) == pair.From && (to ?? pair.To) == pair.To)
                {
                    WritePair(writer, pair.From, pair.To);
                }
            }

            writer.EndArray();
        });

    // No min_amount_deposit_with_exchange: deposits are not converted.
    private void WritePair(PhpJsonWriter writer, string from, string to)
    {
        writer.StartObject();
        writer.Name("currency_from");
        writer.StartObject();
        writer.Member("currency", from);
        writer.Member("type", Currency.Type);
        writer.Member("min_amount", terms.MinimumDeposit.ToBtcText());
        writer.EndObject();
        writer.Name("currency_to");
        writer.StartObject();
        writer.Member("currency", to);
        writer.Member("type", Currency.Type);
        writer.EndObject();
        writer.Member("rate_from", "1");
        writer.Member("rate_to", "1.00000000");
        writer.EndObject();
    }
}
