namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// <c>POST /accounts/list</c>: the balance of every enabled currency, which is BTCLN, also when it is zero. A fraction
/// of a satoshi is not shown.
/// </summary>
internal sealed class ListAccounts(AlphaPoEngine engine)
{
    /// <summary>Answers the call.</summary>
    public async Task<AlphaPoAnswer> Answer(AlphaPoCall call, CancellationToken cancel)
    {
        var balance = await engine.ReadBalance(call.Merchant, cancel);
        return AlphaPoAnswer.WithData(StatusCodes.Status200OK, writer =>
        {
            writer.StartArray();
            writer.StartObject();
            writer.Member("currency", Currency.Lightning);
            writer.Member("type", Currency.Type);
            writer.Member("balance", balance.ToBtcText());
            writer.EndObject();
            writer.EndArray();
        });
    }
}
