using Fulgurite.Identity;
using Fulgurite.Secrets;

namespace Fulgurite.Access;

/// <summary>
/// A key pair of a merchant: a public name that travels with each request, and a secret that signs requests and
/// callbacks, and so must be readable by us.
/// </summary>
/// <param name="PublicKey">32 letters and digits.</param>
/// <param name="Secret">64 letters and digits.</param>
/// <param name="Environment">What it opens.</param>
/// <param name="Wallet">Where its deposits go.</param>
public sealed record ProcessingKey(string PublicKey, SecretValue Secret, EnvironmentId Environment, WalletId Wallet);
