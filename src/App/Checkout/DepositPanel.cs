using Fulgurite.App.Pages;
using Fulgurite.App.SandboxPages;

namespace Fulgurite.App.Checkout;

/// <summary>
/// The second half of the deposit page: the ways to pay while there is time, afterwards what came of it.
/// </summary>
internal static class DepositPanel
{
    /// <summary>QR code, deep link, copy button and, in the sandbox, a button that pays.</summary>
    public static Html WaysToPay(DepositView deposit) => Html.Of($"""
        <div class="qr">{QrCode.Render(QrText(deposit.PaymentRequest), "QR code of the Lightning invoice")}</div>
        <a class="button primary" href="lightning:{deposit.PaymentRequest}">Open wallet</a>
        <div class="field">
        <label for="invoice">Lightning invoice</label>
        <div class="joined"><input id="invoice" type="text" readonly spellcheck="false" autocomplete="off"
        value="{deposit.PaymentRequest}"><button type="button" class="button scripted"
        data-copy="invoice">Copy</button></div>
        </div>
        {SandboxButton(deposit.CanPayFromSandbox && !deposit.IsMainnet)}
        """);

    /// <summary>A sign for the stage and, where a payment is still wanted, the way to a new invoice.</summary>
    public static Html Outcome(DepositView deposit, DepositStage stage) => Html.Of($"""
        <div class="outcome">{Sign(stage)}</div>
        {(stage is DepositStage.Expired or DepositStage.Canceled ? NewInvoice(deposit.FormWalletId) : Html.Empty)}
        {(stage is DepositStage.Paid ? InboxLink(deposit.CanPayFromSandbox && !deposit.IsMainnet) : Html.Empty)}
        """);

    /// <summary>
    /// The text of the QR code: the <c>lightning:</c> URI in upper case, because a code of capitals and digits only is
    /// smaller (alphanumeric mode) and both URI schemes (RFC 3986, 3.1) and bech32 (BIP 173) may be written so.
    /// </summary>
    public static string QrText(string paymentRequest) => "LIGHTNING:" + paymentRequest.ToUpperInvariant();

    private static Html SandboxButton(bool isOffered) => isOffered
        ? Html.Of($"""
            <div class="sandbox scripted">
            <button type="button" class="button" id="sandbox-pay">Pay from the sandbox</button>
            <p id="sandbox-problem" class="problem" role="alert" hidden></p></div>
            """)
        : Html.Empty;

    private static Html InboxLink(bool isOffered) => isOffered
        ? Html.Of($"""
            <div class="sandbox"><a class="button" href="{SandboxFrame.InboxPath}">See the callback</a></div>
            """)
        : Html.Empty;

    private static Html NewInvoice(string? walletId) => walletId is null
        ? Html.Of($"""<p class="next">Ask the recipient for a new invoice if you still want to pay.</p>""")
        : Html.Of($"""<a class="button primary" href="/pay/new/{Uri.EscapeDataString(walletId)}">New invoice</a>""");

    private static Html Sign(DepositStage stage) => Html.Of($"""
        <svg viewBox="0 0 96 96" width="112" height="112" aria-hidden="true" focusable="false">
        <circle class="ring" cx="48" cy="48" r="43"/><path class="stroke" d="{SignPath(stage)}"/></svg>
        """);

    private static string SignPath(DepositStage stage) => stage switch
    {
        DepositStage.Paid => "M28 50l14 14 27-31",
        DepositStage.Accepted => "M54 22 34 51h13l-6 23 21-31H49z",
        DepositStage.Canceled => "M34 34l28 28M62 34 34 62",
        DepositStage.Waiting or DepositStage.Closing or DepositStage.Expired => "M48 26v23l15 10",
    };
}
