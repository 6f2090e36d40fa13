using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Secrets;

namespace Fulgurite.Onboarding;

/// <summary>Everything a new merchant gets, secrets included: show them once.</summary>
/// <param name="Name">For people: of the organization and its environment.</param>
/// <param name="Organization">The company.</param>
/// <param name="Environment">Its first environment.</param>
/// <param name="LineOfCredit">The line that its wallet hangs under, with no credit granted.</param>
/// <param name="Wallet">Its first wallet.</param>
/// <param name="DepositFee">What the operator keeps of each receipt.</param>
/// <param name="ApiKey">Opens the native API.</param>
/// <param name="ProcessingKey">The public name of the processing key.</param>
/// <param name="ProcessingSecret">Its secret.</param>
public sealed record NewMerchant(
    string Name,
    OrganizationId Organization,
    EnvironmentId Environment,
    LineOfCreditId LineOfCredit,
    WalletId Wallet,
    BasisPoints DepositFee,
    SecretValue ApiKey,
    string ProcessingKey,
    SecretValue ProcessingSecret)
{
    /// <summary>What its line of credit may hand on to wallets; nothing, unless somebody grants it.</summary>
    public Msat LineLimit { get; init; }
}
