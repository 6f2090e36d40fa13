using Fulgurite.Money;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// <c>POST</c> or <c>GET /currencies/list</c>: what can be deposited, within which limits, at which fee. With
/// <c>visible</c> true the enabled currency, with false the known one that is not enabled, without it both.
/// </summary>
internal sealed class ListCurrencies(AlphaPoTerms terms)
{
    // Ids of ours: stable, and inside the 32 bits that clients hold them in.
    private const int OnChainId = 1;
    private const int LightningId = 2;
    private const int Precision = 8;
    private const string NoFee = "0";

    /// <summary>Answers the call.</summary>
    public Task<AlphaPoAnswer> Answer(AlphaPoCall call, CancellationToken cancel) =>
        Task.FromResult(Answer(call.Fields["visible"]));

    private AlphaPoAnswer Answer(RequestField visible)
    {
        if (!TryReadVisible(visible, out var enabledOnly))
        {
            var errors = new FieldErrors();
            errors.Add("visible", AlphaPoErrors.MustBeBoolean("visible"));
            return AlphaPoErrors.Invalid(errors);
        }

        return AlphaPoAnswer.WithData(StatusCodes.Status200OK, writer =>
        {
            writer.StartArray();
            if (enabledOnly is not false)
            {
                WriteLightning(writer);
            }

            if (enabledOnly is not true)
            {
                WriteOnChain(writer);
            }

            writer.EndArray();
        });
    }

    // Client libraries send a boolean, the integers 0 and 1, or their text.
    private static bool TryReadVisible(RequestField field, out bool? visible)
    {
        visible = field.Value?.ToLowerInvariant() switch
        {
            "true" or "1" => true,
            "false" or "0" => false,
            _ => null,
        };
        return !field.IsPresent || visible is not null;
    }

    private void WriteLightning(PhpJsonWriter writer)
    {
        writer.StartObject();
        WriteHead(writer, LightningId, Currency.Lightning, terms.MinimumDeposit);

        // Ours: the contract sends readers here for the maximum and shows no name for it.
        writer.Member("maximum_amount", terms.MaximumDeposit.ToBtcText());

        // A fraction despite its name: "0.008" is 0.8 %.
        WriteTail(writer, terms.DepositFee.ToFractionText());
    }

    private static void WriteOnChain(PhpJsonWriter writer)
    {
        writer.StartObject();
        WriteHead(writer, OnChainId, Currency.OnChain, Msat.Zero);
        writer.NullMember("maximum_amount");
        WriteTail(writer, NoFee);
    }

    private static void WriteHead(PhpJsonWriter writer, int id, string currency, Msat minimum)
    {
        writer.Member("id", id);
        writer.Member("type", Currency.Type);
        writer.Member("currency", currency);
        writer.Member("minimum_amount", minimum.ToBtcText());
    }

    private static void WriteTail(PhpJsonWriter writer, string depositFee)
    {
        writer.Member("deposit_fee_percent", depositFee);
        writer.Member("withdrawal_fee_percent", NoFee);
        writer.Member("precision", Precision);
        writer.EndObject();
    }
}
