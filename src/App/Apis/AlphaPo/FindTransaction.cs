using System.Globalization;
using Fulgurite.Lightning;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// <c>GET</c> or <c>POST /transactions/info</c>: one received deposit of the caller's, by exactly one of <c>id</c>,
/// <c>foreign_id</c> (the newest that has it) and <c>txid</c> (the payment hash). Answers the bare object that the
/// callback holds; 400 for no parameter, 404 for several (as the contract has it) and for no such transaction. An
/// invoice that nobody paid is not a transaction.
/// </summary>
internal sealed class FindTransaction(AlphaPoEngine engine)
{
    private static readonly string[] Parameters = ["id", "foreign_id", "txid"];

    /// <summary>Answers the call.</summary>
    public async Task<AlphaPoAnswer> Answer(AlphaPoCall call, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        var given = Parameters.Where(name => call.Fields[name].IsPresent).ToList();
        if (given.Count > 1)
        {
            return AlphaPoErrors.TooManyParameters;
        }

        var deposit = given switch
        {
            ["id"] => await FindById(call, errors, cancel),
            ["foreign_id"] => await FindByForeignId(call, errors, cancel),
            ["txid"] => await FindByTxid(call, errors, cancel),
            _ => Nothing(errors),
        };
        if (errors.Any)
        {
            return AlphaPoErrors.Invalid(errors);
        }

        return deposit is null
            ? AlphaPoErrors.TransactionNotFound
            : new AlphaPoAnswer(StatusCodes.Status200OK, DepositCallback.Render(deposit));
    }

    private static DepositFacts? Nothing(FieldErrors errors)
    {
        errors.Add("id", AlphaPoErrors.NoParameter);
        return null;
    }

    private async Task<DepositFacts?> FindById(AlphaPoCall call, FieldErrors errors, CancellationToken cancel)
    {
        var field = call.Fields["id"];
        var isInteger = field.Kind is RequestFieldKind.Number or RequestFieldKind.Text
            && field.Value is { } digits
            && digits.All(char.IsAsciiDigit);
        if (!isInteger)
        {
            errors.Add("id", AlphaPoErrors.MustBeInteger("id"));
            return null;
        }

        // More digits than an id of ours has is an id that does not exist.
        return int.TryParse(field.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await engine.FindDepositById(call.Merchant, id, cancel)
            : null;
    }

    private async Task<DepositFacts?> FindByForeignId(AlphaPoCall call, FieldErrors errors, CancellationToken cancel) =>
        call.Fields["foreign_id"].ReadIdentifier("foreign_id", errors) is { } foreignId
            ? await engine.FindDepositByForeignId(call.Merchant, foreignId, cancel)
            : null;

    private async Task<DepositFacts?> FindByTxid(AlphaPoCall call, FieldErrors errors, CancellationToken cancel)
    {
        var text = call.Fields["txid"].ReadIdentifier("txid", errors);
        return PaymentHash.TryParse(text, out var paymentHash)
            ? await engine.FindDepositByPaymentHash(call.Merchant, paymentHash, cancel)
            : null;
    }
}
