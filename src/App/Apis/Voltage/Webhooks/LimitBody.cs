using Fulgurite.Callbacks;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>A wallet has used up most of what it may owe.</summary>
/// <param name="LineOfCreditId">The line that granted it.</param>
/// <param name="OrganizationId">Whose.</param>
/// <param name="EnvironmentId">Where it belongs.</param>
/// <param name="WalletId">The wallet.</param>
/// <param name="PaymentId">The send that took it there.</param>
/// <param name="Limit">What the wallet may owe.</param>
/// <param name="Used">What it owed then, what it held for sends included.</param>
/// <param name="Percent">The mark that was passed, of the limit: 80 or 95.</param>
internal sealed record LimitBody(
    string LineOfCreditId,
    string OrganizationId,
    string EnvironmentId,
    string WalletId,
    string PaymentId,
    VoltageAmount Limit,
    VoltageAmount Used,
    int Percent)
{
    /// <summary>Of news that are told.</summary>
    public static LimitBody FromCore(LimitNews news) => new(
        news.Head.LineOfCredit.ToString(),
        news.Organization.ToString(),
        news.Head.Environment.ToString(),
        news.Wallet.ToString(),
        news.Send,
        VoltageAmount.FromCore(news.Head.CreditLimit),
        VoltageAmount.FromCore(news.Used),
        news.Percent);
}
