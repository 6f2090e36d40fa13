using Fulgurite.App.Pages;

namespace Fulgurite.App.SandboxPages;

/// <summary>The frame that all pages of the sandbox share.</summary>
internal static class SandboxFrame
{
    public const string HomePath = "/";
    public const string InboxPath = "/sandbox/inbox";

    /// <summary>A frame whose links mark the page that shows them.</summary>
    public static PageFrame For(string title, string currentPath, bool isMainnet) => new(title + " · Fulgurite sandbox")
    {
        IsWide = true,
        Notice = isMainnet ? "Mainnet: real money moves here." : "Sandbox: no real money moves here.",
        Links =
        [
            new PageLink(HomePath, "Sandbox", currentPath == HomePath),
            new PageLink(InboxPath, "Inbox", currentPath == InboxPath),
        ],
    };
}
