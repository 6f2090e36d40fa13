using Fulgurite.Identity;
using Fulgurite.Lightning;

namespace Fulgurite.Invoices;

/// <summary>
/// Chooses preimages: HMAC-SHA256 of a secret over environment and id. So a hash is known before the node is called,
/// and a create that crashed and runs again asks the node for the very same invoice. Clients may choose ids, and an id
/// names one thing in its environment: <see cref="PaymentHashIndex.Add"/> refuses a second owner of its hash. What goes
/// in is never changed for ids that are in use: a create that is repeated would make another invoice.
/// </summary>
public sealed class PreimageSource
{
    private readonly DerivedPreimages derived;

    /// <summary>Creates the source.</summary>
    /// <param name="masterKey">At least 32 secret bytes; losing them loses no money, leaking them does.</param>
    public PreimageSource(ReadOnlySpan<byte> masterKey) =>
        derived = new DerivedPreimages(masterKey, "fulgurite preimages"u8);

    /// <summary>The preimage of an invoice: always the same for the same ids.</summary>
    public PaymentPreimage For(EnvironmentId environment, Guid id) =>
        derived.For(environment.Value, id);
}
